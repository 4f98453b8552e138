/** Which vSwitch a new ENI comes from. Pure. */
@NullMarked
package dev.podnetwork.core.vswitch;

import org.jspecify.annotations.NullMarked;
