
## plan/error.rs

plan-empty-change = no plan can be made, by a fault of the program: a change of a { $entity } has neither an old nor a new record
plan-detour = no plan can be made, by a fault of the program: a { $entity } was to be moved to a temporary code or name that its call can't begin at
plan-cycle = no plan can be made, by a fault of the program: calls are left that wait for each other
plan-too-many-calls = no plan can be made, by a fault of the program: the plan has more calls than there are numbers for them
plan-hint = nothing was sent; please report it
