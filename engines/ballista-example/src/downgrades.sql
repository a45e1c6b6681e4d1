SELECT label_path("SensitivityLabelId") AS label, day, count(*) AS downgrades
FROM events
WHERE label_change("OldSensitivityLabelId", "SensitivityLabelId") = 'downgraded'
GROUP BY label, day ORDER BY label, day
