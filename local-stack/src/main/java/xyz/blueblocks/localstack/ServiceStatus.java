package xyz.blueblocks.localstack;

import java.util.Optional;
import java.util.OptionalLong;

/// One service at one moment.
///
/// @param service which
/// @param region where it plays to be; none of what all regions share
/// @param state how it is
/// @param where address and port, or base URL
/// @param pid process id, while it has a process
/// @param memoryBytes proportional set size (proc_pid_smaps(5)) of its process and the ones it
///   started; absent where the system does not tell
public record ServiceStatus(
        ServiceId service,
        Optional<StackRegion> region,
        ServiceState state,
        String where,
        OptionalLong pid,
        OptionalLong memoryBytes) {}
