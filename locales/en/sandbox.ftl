
## sandbox/server/mod.rs

sandbox-not-started = the sandbox can't listen on 127.0.0.1:{ $port }
sandbox-hint-port = choose another port, or 0 for any that is free
