WITH _labels AS (
  SELECT * FROM (VALUES
    ('4eff011f-95b3-4371-8836-39da6458f464', 'General', 'General', CAST(1 AS BIGINT)),
    ('6282649d-9e2a-4063-8587-32eaaa9ad68e', 'Confidential', 'Confidential', CAST(5 AS BIGINT)),
    ('6a10f3c2-a682-44ba-a911-52dcca64e78d', 'All "Employees"', 'Confidential \ All "Employees"', CAST(5 AS BIGINT)),
    ('e14c1275-fa87-4421-8a59-5e3c3c214d61', 'No order', 'No order', CAST(NULL AS BIGINT))
  ) AS label ("LabelId", "LabelName", "LabelPath", "LabelRank")
), _step1 AS (
  SELECT *,
    LOWER(TRIM(BOTH ' {}' FROM "OldSensitivityLabelId")) AS "_OldLabelId",
    LOWER(TRIM(BOTH ' {}' FROM "SensitivityLabelId")) AS "_NewLabelId",
    CASE
      WHEN LOWER("LabelEventType") IN ('none', '0') THEN 'none'
      WHEN LOWER("LabelEventType") IN ('labelupgraded', '1') THEN 'upgraded'
      WHEN LOWER("LabelEventType") IN ('labeldowngraded', '2') THEN 'downgraded'
      WHEN LOWER("LabelEventType") IN ('labelremoved', '3') THEN 'removed'
      WHEN LOWER("LabelEventType") IN ('labelchangedsameorder', '4') THEN 'same-order'
      ELSE '' END AS "_EventType",
    CASE
      WHEN ("RecordType" = 4 AND LOWER("Operation") IN ('sensitivitylabelapplied', 'sitesensitivitylabelapplied'))
        OR ("RecordType" = 6 AND LOWER("Operation") = 'filesensitivitylabelapplied')
        OR ("RecordType" = 8 AND LOWER("Operation") IN ('assign label to group', 'assign label to group.'))
        OR ("RecordType" IN (20, 83, 94, 357) AND LOWER("Operation") = 'sensitivitylabelapplied')
        OR ("RecordType" = 43 AND LOWER("Operation") = 'miplabel') THEN 'applied'
      WHEN ("RecordType" = 4 AND LOWER("Operation") IN ('sensitivitylabelremoved', 'sitesensitivitylabelremoved'))
        OR ("RecordType" = 6 AND LOWER("Operation") = 'filesensitivitylabelremoved')
        OR ("RecordType" = 8 AND LOWER("Operation") IN ('remove label from group', 'remove label from group.'))
        OR ("RecordType" IN (20, 83, 94, 357) AND LOWER("Operation") = 'sensitivitylabelremoved') THEN 'removed'
      WHEN ("RecordType" = 4 AND LOWER("Operation") IN ('sensitivitylabelchanged', 'sitesensitivitylabelchanged'))
        OR ("RecordType" = 6 AND LOWER("Operation") = 'filesensitivitylabelchanged')
        OR ("RecordType" IN (20, 357) AND LOWER("Operation") = 'sensitivitylabelchanged')
        OR ("RecordType" IN (83, 94) AND LOWER("Operation") = 'sensitivitylabelupdated') THEN 'changed'
      WHEN ("RecordType" = 6 AND LOWER("Operation") IN ('documentsensitivitymismatchdetected', 'filesensitivitylabelappliedfailed', 'filesensitivitylabelchangedfailed', 'filesensitivitylabelremovedfailed'))
        OR ("RecordType" = 82 AND LOWER("Operation") = 'sensitivitylabelpolicymatched')
        OR ("RecordType" = 84 AND LOWER("Operation") IN ('sensitivitylabeledfileopened', 'sensitivitylabeledfilerenamed'))
        OR ("RecordType" = 93 AND LOWER("Operation") IN ('access', 'discover'))
        OR ("RecordType" = 94 AND LOWER("Operation") IN ('sensitivitylabelpolicymatched', 'sensitivitylabeledfileopened'))
        OR ("RecordType" = 96 AND LOWER("Operation") = 'filedeleted')
        OR ("RecordType" = 97 AND LOWER("Operation") = 'heartbeat') THEN 'unchanged'
      ELSE '' END AS "_Deed"
  FROM "events"
), _step2 AS (
  SELECT event.*,
    label."LabelName" AS "SensitivityLabelName",
    label."LabelPath" AS "SensitivityLabelPath",
    label."LabelRank" AS "_NewLabelRank"
  FROM _step1 AS event LEFT JOIN _labels AS label ON label."LabelId" = event."_NewLabelId"
), _step3 AS (
  SELECT event.*,
    label."LabelName" AS "OldSensitivityLabelName",
    label."LabelPath" AS "OldSensitivityLabelPath",
    label."LabelRank" AS "_OldLabelRank"
  FROM _step2 AS event LEFT JOIN _labels AS label ON label."LabelId" = event."_OldLabelId"
), _step4 AS (
  SELECT *,
    CASE
      WHEN COALESCE("_OldLabelId", '') = '' AND COALESCE("_NewLabelId", '') = '' AND "_Deed" IN ('', 'unchanged') AND "_EventType" = '' THEN ''
      WHEN "_EventType" IN ('none', 'upgraded', 'same-order') AND COALESCE("_OldLabelId", '') = '' AND COALESCE("_NewLabelId", '') <> '' AND "_Deed" <> 'unchanged' THEN 'applied'
      WHEN "_EventType" IN ('upgraded', 'downgraded', 'removed', 'same-order') THEN "_EventType"
      WHEN "_Deed" IN ('applied', 'removed', 'unchanged') THEN "_Deed"
      WHEN COALESCE("_NewLabelId", '') <> '' AND "_OldLabelId" = "_NewLabelId" THEN 'unchanged'
      WHEN "_OldLabelRank" IS NULL OR "_NewLabelRank" IS NULL THEN 'undetermined'
      WHEN "_NewLabelRank" > "_OldLabelRank" THEN 'upgraded'
      WHEN "_NewLabelRank" < "_OldLabelRank" THEN 'downgraded'
      ELSE 'same-order' END AS "LabelChange"
  FROM _step3
)
SELECT * EXCLUDE ("_OldLabelId", "_NewLabelId", "_EventType", "_Deed", "_OldLabelRank", "_NewLabelRank") FROM _step4
