-- Some activities counted by the row of the report in which they fall.
SELECT {key}, count(*)
FROM json_each(:ids) e
    CROSS JOIN activity a ON a.id = e.value
    {joins}
GROUP BY 1
