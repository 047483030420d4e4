# Words that other sentences are made of. A sentence that refers to one of them passes its arguments on.

# A kind of record, by $entity.
entity-word = { $entity ->
    [status] status
    [type] type
    [group] group
    [field] field
   *[customer] customer
}

# What a call does, by $operation.
operation-word = { $operation ->
    [create] create
    [update] update
    [updateNo] updateNo
   *[delete] delete
}

# The state of a call, by $state.
state-word = { $state ->
    [planned] planned
    [in_flight] in_flight
    [applied] applied
    [skipped] skipped
    [rejected] rejected
    [unknown] unknown
    [blocked] blocked
   *[superseded] superseded
}

# Places in a sheet, with or without its column.
place-row = row { $row }
place-column = column “{ $column }”

# $count records of $entity.
records = { $entity ->
    [status] { $count ->
        [one] { $count } status
       *[other] { $count } statuses
    }
    [type] { $count ->
        [one] { $count } type
       *[other] { $count } types
    }
    [group] { $count ->
        [one] { $count } group
       *[other] { $count } groups
    }
    [field] { $count ->
        [one] { $count } field
       *[other] { $count } fields
    }
   *[customer] { $count ->
        [one] { $count } customer
       *[other] { $count } customers
    }
}

calls = { $count ->
    [one] { $count } call
   *[other] { $count } calls
}

## report/figures.rs

duration-seconds = { $seconds } s
duration-minutes = { $seconds ->
    [0] { $minutes } min
   *[other] { $minutes } min { $seconds } s
}
duration-hours = { $minutes ->
    [0] { $hours } h
   *[other] { $hours } h { $minutes } min
}
duration-days = { $hours ->
    [0] { $days } days
   *[other] { $days } days { $hours } h
}
duration-at-rate = about { $duration } at { $rate }
rate-per-second = { $rate }/s
rate-per-minute = { $rate }/min

# 25 customers to create
task-create = { records } to create
task-update = { records } to update
task-update-no = { records } to give a new code (updateNo)
task-delete = { records } to delete
rows = { $count ->
    [one] { $count } row
   *[other] { $count } rows
}
requests = { $count ->
    [one] { $count } request
   *[other] { $count } requests
}
creates = { $count ->
    [one] { $count } create
   *[other] { $count } creates
}
changes = { $count ->
    [one] { $count } change
   *[other] { $count } changes
}
errors = { $count ->
    [one] { $count } error
   *[other] { $count } errors
}
warnings = { $count ->
    [one] { $count } warning
   *[other] { $count } warnings
}
more = … and { $count } more
ending-word = { $ending ->
    [running] running
    [finished] finished
    [stopped] stopped
    [refused] refused
    [failed] failed
    [crashed] crashed
   *[other] { $ending }
}
rows-held = { $count ->
    [one] { $count } row is held
   *[other] { $count } rows are held
}
failures-json = … and { $count } more; `--json` has all
records-of = { $entity ->
    [status] statuses
    [type] types
    [group] groups
    [field] fields
   *[customer] customers
}

## model/plan_id.rs

model-no-plan-id = a plan's id has 12 digits, each of them 0 to 9 or a to f

## observe.rs

observe-stopped = stopped while reading or planning: nothing of it was sent, and nothing was journalled

## spill/mod.rs

spill-write = a temporary file can't be written to
spill-read = a temporary file can't be read
spill-hint = make room beside the snapshot, or where temporary files are kept (TMPDIR)

## model/finding.rs

finding-adopted = it was in the account already
finding-left-alone = it is in the account already and was left alone
finding-recreated = it was missing in the account and was created again
finding-absent = already absent
finding-confirmed = an unanswered attempt had been applied
finding-moved = its old code was gone, and the record at its new code was taken over
finding-created-anew = it was missing in the account and was created again with its new code
finding-temporary-lost = its temporary code is no longer in the account: it counts as missing

## model/outcome.rs

stopped-interrupted = interrupted
stopped-out-of-time = the time for this run is over: { $ends }
stopped-unauthorised = the server does not accept the token: { $message }
stopped-forbidden = the account lacks the right: { $message }
stopped-redirected = the address leads elsewhere: { $message }
stopped-server-down = the server keeps failing: { $message }
stopped-half-way = { $record } is left at a temporary code or name, because another call of its swap was refused
stopped-canary = the canary of { $calls } failed: { $rejected } rejected, { $unknown } in doubt
stopped-canary-absent = the canary was acknowledged, and read back the account has no customer { $code }
stopped-canary-differs = the canary was acknowledged, and read back the customer { $code } has another { $names }
stopped-canary-more = ({ $count } customers differ)
stopped-mapping-wrong = the mapping is probably wrong: { $message }

## model/dialect.rs

dialect-v1 = the original page
dialect-v2 = the documentation of 2026
dialect-v3 = the documentation of June 2026

## model/colour.rs

colour-red = red
colour-orange = orange
colour-yellow = yellow
colour-green = green
colour-blue = blue
colour-purple = purple
colour-pink = pink
colour-grey = grey
colour-black = black
