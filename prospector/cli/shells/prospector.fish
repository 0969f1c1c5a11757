# Completion of prospector's commands, options, names, channels, outcomes and periods in fish.
function __prospector_complete
    set -l words (commandline -opc)
    set -l found (prospector __complete fish $words[2..] (commandline -ct) 2>/dev/null)
    if test $status -eq 3
        __fish_complete_path (commandline -ct)
    else
        printf '%s\n' $found
    end
end
complete -c prospector -f -a '(__prospector_complete)'
