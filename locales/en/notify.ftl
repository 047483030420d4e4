
## notify/error.rs

notify-undelivered = [notify] { $key }: { $reason }
notify-unset = the variable { $variable } is not set
notify-file = { $path } can't be read ({ $error })
notify-no-url = { $place } holds no URL with https:// or http://
notify-status = HTTP status { $status }
notify-no-connection = no connection{ $of_kind }
notify-no-answer = no answer within { $seconds } s
notify-lost = no answer, the connection was lost{ $of_kind }
notify-not-started = it can't be started ({ $reason })
notify-exit = it ended with { $status }
notify-too-late = it did not end within { $seconds } s
notify-system = the system refuses what is needed for it ({ $reason })
notify-no-tls = TLS can't be set up

## notify/address.rs

notify-key = the key
notify-variable = the variable { $name }
