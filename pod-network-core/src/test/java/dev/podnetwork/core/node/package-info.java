@NullMarked
package dev.podnetwork.core.node;

import org.jspecify.annotations.NullMarked;
