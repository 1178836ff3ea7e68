# Completion of oss403 for fish: oss403 completion fish | source
function __oss403_found
    set -l before (commandline -opc)
    $before[1] __complete -- $before[2..-1] (commandline -ct) 2>/dev/null
end
function __oss403_wants_files
    test (__oss403_found)[1] = :files 2>/dev/null
end
complete -c oss403 -n 'not __oss403_wants_files' -f -a '(__oss403_found)'
complete -c oss403 -n __oss403_wants_files -F
