#compdef prospector
# Completion of prospector's commands, options, names, channels, outcomes and periods in zsh.
_prospector() {
    local -a found
    found=("${(@f)$("${words[1]}" __complete zsh "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
    if (( ${pipestatus[1]:-$?} == 3 )); then
        _files
        return
    fi
    found=(${found:#})
    (( $#found )) && _describe -V prospector found -U
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _prospector "$@"
else
    compdef _prospector prospector
fi
