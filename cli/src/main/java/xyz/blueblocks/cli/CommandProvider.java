package xyz.blueblocks.cli;

import java.util.List;

/// Commands that another module adds to `bb`, found by [java.util.ServiceLoader].
public interface CommandProvider {
    /// Objects annotated as picocli commands, fresh ones at each call.
    List<Object> commands();
}
