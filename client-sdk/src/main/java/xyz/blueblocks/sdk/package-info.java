/// Send, receive, verify and grant, for any Java application.
///
/// The only way into the network for programs that hold a person's keys. It trusts no service: what
/// discovery, planner and relays answer is checked here. No Quarkus.
@NullMarked
package xyz.blueblocks.sdk;

import org.jspecify.annotations.NullMarked;
