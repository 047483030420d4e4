
## send/error.rs

send-no-token = there is no token for the VBot account
send-no-key = there is no API key for the VBot account
send-needs-key = { $variable } is set, but dialect v3 needs an API key
send-needs-token = VBOT_API_KEY is set, but dialect { $dialect } needs a token
send-half-a-pair = { $set } is set, but { $missing } is not
send-secret-file = { $name }_FILE names { $path }, which can't be read
send-empty-secret = { $name }_FILE names { $path }, which holds nothing
send-tls = HTTPS can't be set up on this machine
send-step = a call of the kind { $operation } came to a step that it has not, by a fault of the program
send-worker = a worker has failed
send-hint-token = set VBOT_TOKEN, or VBOT_USERNAME and VBOT_PASSWORD, in the environment (each also as …_FILE, the path of a file that holds it)
send-hint-key = make a key in VBot's console under “Cài đặt nhóm”, “Api Key”, and set VBOT_API_KEY in the environment (or VBOT_API_KEY_FILE, the path of a file that holds it)
