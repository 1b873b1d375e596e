"""What a build need not make again, as it would be the same: `LastFiles` is the door."""
