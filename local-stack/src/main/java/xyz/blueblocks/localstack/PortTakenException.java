package xyz.blueblocks.localstack;

/// Somebody else took a port between its choice and the start of the service it was chosen for. A
/// new choice helps.
final class PortTakenException extends StackException {
    private static final long serialVersionUID = 1L;

    /// @param where address and port
    /// @param holder who has it, for a person
    PortTakenException(ServiceId service, String where, String holder) {
        super(
                service + " could not start.",
                "Another program listens on " + where + ": " + holder + ".",
                "End that program, or try again.");
    }
}
