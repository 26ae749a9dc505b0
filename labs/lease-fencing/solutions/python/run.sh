exec python3 -u /lab/leader.py
