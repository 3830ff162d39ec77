package org.isoflop.interpreter.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SlipTest {
    @ParameterizedTest(name = "{0} typed as {1}")
    @CsvSource({
        "0.3478, 0.348, ROUNDED", "0.5368, 0.53, ROUNDED", "406.40134, 406.4, ROUNDED", "-0.0827, -0.083, ROUNDED",
        "0.3478, 0.3748, TRANSPOSED", "2085.43, 2058.43, TRANSPOSED", "8.8e13, 8.7e13, DIGIT", "410.7, 416.7, DIGIT",
        "0.34, 3.4, SHIFTED", "8.8e13, 8.8e12, SHIFTED", "0.095, 0.103, OTHER", "0.34, -0.34, OTHER", "0.7, 0.5, OTHER",
        "0.3478, 0.4, OTHER"
    })
    void namesHowANumberWasTypedWrongly(double printed, double typed, Slip slip) {
        assertEquals(slip, Slip.of(printed, typed));
    }

    @ParameterizedTest(name = "{0} beside {1}")
    @CsvSource({"1.6933742, 1.69, 1.69337", "0.33917084, 0.339171, 0.33917084", "8.8e13, 8.7e13, 8.8e13", "482.01, 482, 482.01",
        "3355, 3356, 3355"})
    void showsEnoughDigitsToTellTwoNumbersApart(double number, double other, String shown) {
        assertEquals(shown, Slip.digits(number, other));
    }
}
