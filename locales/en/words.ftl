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

## model/plan_id.rs

model-no-plan-id = a plan's id has 12 digits, each of them 0 to 9 or a to f

## observe.rs

observe-stopped = stopped while reading or planning: nothing of it was sent, and nothing was journalled

## spill/mod.rs

spill-write = a temporary file can't be written to
spill-read = a temporary file can't be read
