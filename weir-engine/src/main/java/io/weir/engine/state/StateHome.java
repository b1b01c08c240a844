package io.weir.engine.state;

import io.weir.engine.journal.RestoredStates;
import org.jspecify.annotations.Nullable;

/**
 * Where keyed state comes from, and where it lies.
 *
 * <p>Threading: confined to the thread that builds the tasks.
 *
 * @param restored what the last checkpoint holds, of all stages
 * @param stores for what tables do not hold; null if they hold all of it
 */
public record StateHome(RestoredStates restored, @Nullable StateStores stores) {}
