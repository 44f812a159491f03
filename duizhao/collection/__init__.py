"""Many pairs of documents: shards, resume, runners, results.

    job ──► shards (each whole, renamed into place, with a marker) ──► results
            local processes or a Dask cluster                         TMX · Parquet · report

It is not called ``batch``, since a module of that name would take the place of the function
`duizhao.batch`.
"""
