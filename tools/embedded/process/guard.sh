#!/bin/sh
# usage: guard.sh SIGNAL COMMAND [ARGUMENT...]
#
# Becomes COMMAND and sees to it that COMMAND does not outlive whoever started it, however that one
# ends: file descriptor 3 is a pipe from the starter; when it closes, COMMAND gets SIGNAL, and after
# ten seconds KILL. Closing the pipe is also how the starter stops COMMAND on purpose.
#
# The watcher is started twice removed, so that COMMAND is not handed a child that it doesn't know.
signal=$1
shift
(
  (
    trap '' INT TERM HUP QUIT
    while read -r _ <&3; do :; done
    kill -s "$signal" $$ 2>/dev/null
    tenths=0
    while kill -s 0 $$ 2>/dev/null; do
      tenths=$((tenths + 1))
      [ "$tenths" -gt 100 ] && kill -s KILL $$ 2>/dev/null
      sleep 0.1
    done
  ) </dev/null >/dev/null 2>&1 &
)
exec "$@" 3<&-
