# Completion of prospector's commands, options, names, channels, outcomes and periods in bash.
_prospector() {
    local line found
    COMPREPLY=()
    found=$("$1" __complete bash "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    if [ $? -eq 3 ]; then
        compopt -o default
        return
    fi
    while IFS= read -r line; do
        [ -n "$line" ] && COMPREPLY+=("$line")
    done <<< "$found"
}
complete -F _prospector prospector
