"""``python -m duizhao``."""

from .cli import main

raise SystemExit(main())
