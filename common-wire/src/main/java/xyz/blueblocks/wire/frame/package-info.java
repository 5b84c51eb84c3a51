/// The frame: what crosses a link, byte for byte.
///
/// [xyz.blueblocks.wire.frame.FrameLayout] is for the path that carries megabytes: plain arithmetic
/// on arrays, no object per frame. [xyz.blueblocks.wire.frame.FrameCodec] is for everything else.
/// Whether a frame is *authentic* is decided in the crypto module; here only its form is.
@NullMarked
package xyz.blueblocks.wire.frame;

import org.jspecify.annotations.NullMarked;
