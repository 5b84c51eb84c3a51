/// BlueBlocks for any Java program: register, send, receive, prove. Start with
/// [xyz.blueblocks.sdk.BlueBlocks].
///
/// This package joins the others and holds no logic of its own. Calls block, so use virtual threads
/// for many at once; what takes long has a stage or a listener beside it.
@NullMarked
package xyz.blueblocks.sdk;

import org.jspecify.annotations.NullMarked;
