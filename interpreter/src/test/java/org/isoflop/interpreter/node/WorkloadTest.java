package org.isoflop.interpreter.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WorkloadTest {
    private final Workload workload = new Workload();

    @Test
    void firstRowSpeaksForAllAndOthersForWhatIsMore() {
        Workload.Scope around = workload.scope();
        workload.standFor(3, around);
        workload.announce(10);
        assertEquals(30, workload.announced());
        workload.standFor(1, around);
        workload.announce(10);
        workload.announce(15);
        assertEquals(35, workload.announced());
        workload.leaveRows(around);
        workload.announce(1);
        assertEquals(36, workload.announced());
    }

    @Test
    void whatRowsDidNotNeedCoversNothingElse() {
        Workload.Scope around = workload.scope();
        workload.standFor(4, around);
        workload.announce(10);
        workload.standFor(1, around);
        workload.leaveRows(around);
        workload.announce(10);
        assertEquals(50, workload.announced());
    }

    @Test
    void rowsWithinRowsMultiply() {
        Workload.Scope outer = workload.scope();
        workload.standFor(2, outer);
        for (int row = 0; row < 2; row++) {
            Workload.Scope inner = workload.scope();
            workload.standFor(3, inner);
            for (int cell = 0; cell < 3; cell++) {
                workload.announce(10);
                assertEquals(60, workload.announced());
                workload.standFor(1, inner);
            }
            workload.leaveRows(inner);
            workload.standFor(1, outer);
        }
    }

    @Test
    void whatIsDoneOnceCountsOnce() {
        Workload.Scope around = workload.scope();
        workload.standFor(5, around);
        Workload.Scope row = workload.enterOnce();
        workload.announce(7);
        workload.leaveOnce(row);
        workload.announce(10);
        assertEquals(57, workload.announced());
    }
}
