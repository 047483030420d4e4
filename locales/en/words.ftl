# Words that other sentences are made of. A sentence that refers to one of them passes its arguments on.

# A kind of record, by $entity.
entity-word = { $entity ->
    [status] status
    [type] type
    [group] group
    [field] field
   *[customer] customer
}

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

## model/plan_id.rs

model-no-plan-id = a plan's id has 12 digits, each of them 0 to 9 or a to f

## observe.rs

observe-stopped = stopped while reading or planning: nothing of it was sent, and nothing was journalled

## spill/mod.rs

spill-write = a temporary file can't be written to
spill-read = a temporary file can't be read
