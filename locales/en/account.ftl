# What was read of a v3 account, for `init --from-account` and `explain`.

## infer/account.rs

account-named-fields = the account's fields that have what the sheets know as attributes
account-field = { $kind } “{ $name }”
account-field-required = { $kind } “{ $name }”, required
account-field-options = { $kind } “{ $name }”, { $options ->
    [one] { $options } option
   *[other] { $options } options
}
account-field-options-required = { $kind } “{ $name }”, required, { $options ->
    [one] { $options } option
   *[other] { $options } options
}
account-sure = { $about }: sure
account-likely = { $about }: likely, by its name or its options
account-several = { $about }: one of several that could be meant
account-several-todo = `{ $key }`: it could be each of { $codes }; remove one `#`
account-no-field-of-kind = the account has no { $kind } field left for it
account-no-name = no { $kind } field is called so; the others are { $codes }
account-phones = the first phone, then PHONE fields for further ones

## infer/account_values.rs, infer/fields.rs, infer/source.rs

account-values = what the sheet says = the code of the account's option
account-no-option = { $rows }: the account has no such option
account-no-option-todo = `{ $name }`: the account has no option for { $texts }
account-option-twice = several options have this name
account-template = what a source could have: put in headers of the sheet, and remove the `#`
account-custom-fields = custom field code = header; the codes are the account's
account-required-todo = [source.fields]: the account requires { $code } (“{ $name }”), and no column was found for it
account-no-such-field = the account has no such field: { $examples }
account-no-place = the account has no field for it: name one as `{ $key }` in [api.v3]
account-no-place-todo = `{ $name }` has a column, and no field of the account was found for it: name one as `{ $key }` in [api.v3]

## cli/commands/init.rs, cli/commands/check.rs

account-read = the account has { $fields ->
    [one] { $fields } field
   *[other] { $fields } fields
}, { $options } of them with options; nothing was changed there
account-source-todo = add a [[source]]: one is written at the end, behind a `#`
account-no-source = There is no [[source]] yet, so there is nothing to check but the settings.

## sync/explain_account.rs, report/explain.rs, report/explain_account.rs

account-heading = In the account
account-no-option-field = [api.v3] names no field for `{ $key }`
account-slow = no answer within { $seconds } s
account-same = it is as in the snapshot
account-changed = it differs from the snapshot
account-gone = the account does not have it any more
account-not-ours = the account has it, and the snapshot has not
account-absent = the account does not have it
account-unreadable = the account does not show it: { $reason }
account-unread = the account could not be asked: { $reason }
account-last-by = last changed by member { $member }, { $at }
account-last-member = last changed by member { $member }
account-last-at = last changed { $at }
account-value = { $value } (snapshot: { $ours })
account-value-sheet = { $value } (snapshot: { $ours }; sheet: { $sheet })
