package org.isoflop.interpreter.node;

import com.oracle.truffle.api.nodes.RootNode;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.analysis.Statement;

/** Makes nodes of what is checked, when it is evaluated for the first time. */
public interface Lowerer {
    RootNode item(Run run, Instance instance);

    RootNode output(Run run, Statement statement);
}
