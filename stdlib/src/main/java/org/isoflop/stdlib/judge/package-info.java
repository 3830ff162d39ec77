/**
 * Judgement of fits, from a {@link org.isoflop.stdlib.fit.FitResult} alone: {@link org.isoflop.stdlib.judge.ResidualTests}
 * (is there anything left in the residuals), {@link org.isoflop.stdlib.judge.Identification} (what the rows determine),
 * {@link org.isoflop.stdlib.judge.LeaveOneOut} with {@link org.isoflop.stdlib.judge.Influence} and
 * {@link org.isoflop.stdlib.judge.CrossValidation}, and {@link org.isoflop.stdlib.judge.Judge}, which says what an author has
 * to be warned of as {@link org.isoflop.stdlib.judge.Finding}s. All of it rests on the fit linearised at its optimum
 * ({@code Linearisation}) and an orthogonal basis of that ({@code Basis}).
 */
@NullMarked
package org.isoflop.stdlib.judge;

import org.jspecify.annotations.NullMarked;
