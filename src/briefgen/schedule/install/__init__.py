"""What makes an operating system look at the schedules: units, a line of cron, a task, a property list."""
