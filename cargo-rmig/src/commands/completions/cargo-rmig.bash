
# `cargo rmig …` is completed as `cargo-rmig …`, any other word after `cargo` as before.
for __cargo_rmig_before in _comp_load _completion_loader; do
    declare -F "$__cargo_rmig_before" >/dev/null && "$__cargo_rmig_before" cargo
done
__cargo_rmig_before=$(complete -p cargo 2>/dev/null | sed -n 's/.* -F \([^ ]*\) .*/\1/p')
[[ $__cargo_rmig_before == __cargo_rmig_complete ]] && __cargo_rmig_before=
__cargo_rmig_complete() {
    if [[ $COMP_CWORD -ge 2 && ${COMP_WORDS[1]} == rmig ]]; then
        COMP_WORDS=(cargo-rmig "${COMP_WORDS[@]:2}")
        COMP_CWORD=$((COMP_CWORD - 1))
        _cargo_rmig cargo-rmig "$2" "$3"
    elif [[ -n $__cargo_rmig_before ]]; then
        "$__cargo_rmig_before" "$@"
    fi
}
complete -F __cargo_rmig_complete -o bashdefault -o default cargo
complete -F _cargo_rmig -o bashdefault -o default cargo-rmig
