# "exec" puts Python in this shell's place, so that the signal to stop reaches it.
exec python3 /lab/server.py
