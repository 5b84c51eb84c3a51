/// A clinic's two programs on BlueBlocks: one sends a scan, the other takes it.
@NullMarked
package org.example.clinic;

import org.jspecify.annotations.NullMarked;
