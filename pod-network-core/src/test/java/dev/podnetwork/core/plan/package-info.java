@NullMarked
package dev.podnetwork.core.plan;

import org.jspecify.annotations.NullMarked;
