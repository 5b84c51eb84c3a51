package xyz.blueblocks.e2e.tap;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Loaded into a running process: puts the tap in, or takes it out again.
public final class TapAgent {
    private static final List<ClassFileTransformer> IN_PLACE = new ArrayList<>();

    private TapAgent() {}

    /// Called by the JVM each time that the agent is loaded.
    ///
    /// @param folder where streams go; empty: the classes become again what they were
    public static synchronized void agentmain(String folder, Instrumentation instrumentation)
            throws UnmodifiableClassException {
        IN_PLACE.forEach(instrumentation::removeTransformer);
        IN_PLACE.clear();
        Tap.into(folder.isEmpty() ? Optional.empty() : Optional.of(Path.of(folder)));
        if (!folder.isEmpty()) {
            // Also for classes that come later: a relay loads its links when the first one comes.
            ClassFileTransformer points = new TapPoints();
            instrumentation.addTransformer(points, true);
            IN_PLACE.add(points);
        }
        List<Class<?>> tapped = new ArrayList<>();
        for (Class<?> each : instrumentation.getAllLoadedClasses()) {
            if (TapPoints.isTapped(each.getName())) {
                tapped.add(each);
            }
        }
        instrumentation.retransformClasses(tapped.toArray(new Class<?>[0]));
    }
}
