/** Makes a simulation of manifests: reads each kind, fills what is missing, and says what it made up. */
@NullMarked
package dev.podnetwork.podnet.planner;

import org.jspecify.annotations.NullMarked;
