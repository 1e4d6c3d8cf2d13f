#!/bin/sh
# Prints an environment file with fresh secrets: (umask 077; docker/new-env.sh > docker/.env)
# Hexadecimal, because some of them stand in URLs.
set -eu
while IFS= read -r line; do
  case "$line" in
    [A-Z]*=) printf '%s%s\n' "$line" "$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')" ;;
    *) printf '%s\n' "$line" ;;
  esac
done <"$(dirname "$0")/.env.example"
