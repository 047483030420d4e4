codec-nothing-known = a row was listed as known where nothing is
codec-no-call = a plan was asked for a call that it does not have
codec-too-many = a plan has more calls than there are numbers for them
codec-undigested = a plan's id can't be computed
codec-no-content = the snapshot knows { entity-word } `{ $code }`, but not its content
codec-unstorable = a call can't be stored, by a fault of the program
codec-misplaced = call { $call } is not stored in its place, by a fault of the program
