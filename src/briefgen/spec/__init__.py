"""What authors may write, read with places and turned into frozen models.

- `tree` what the reader hands out; `reader` YAML to a tree; `not_yaml` why a file is no YAML, in plain words
- `characters` what no text may hold
- `model` the base of all models; `fields` the field types, made with `reads`; `frozen` a mapping that cannot change;
  `ages` how old a figure may become
- `validate` a tree to a model, or to problems with places; `nearest` the known word that was probably meant
- `text` the inline syntax; `pieces` what it is parsed into; `parsing` its parser
- `brief`, `blocks`, `charts`, `settings` the models; `normalise` the shorthand and the table of blocks
- `delegation` the model of a delegation; `delegation_agree` whether its parts agree; `delivery` how packs go out;
  `addresses` e-mail addresses, `names` literal names, `hours` times of the day
- `schedule` what is done when; `when` the words for a time, `cron` its five fields; `spans` lengths of time
- `texts` all texts of a brief; `agree` whether the parts of a brief agree
- `find` the files of the briefs by name; `load` files to models
"""
