"""What a session did: report, progress, telemetry, plan and advice."""
