/*
 * The signs, literals and names of a study. All words are NAMEs here: which of them are keywords depends on their place
 * and is decided by the token filter between lexer and parser, as are units and which characters beyond ASCII are letters.
 * The lexer stays small for that, and a command that reads one study starts sooner.
 */

// $antlr-format alignTrailingComments true, columnLimit 140, minEmptyLines 1, maxEmptyLinesToKeep 1, reflowComments false
// $antlr-format alignColons hanging, alignSemicolons hanging, allowShortRulesOnASingleLine true, singleLineOverrulesHangingColon true

lexer grammar StudyLexer;

tokens {
    // Item words: keywords only where an item begins.
    STUDY, USE, UNIT_ITEM, INPUT, DATA, LAW, FIT, CONSTRAINT, BUDGET, ALLOCATE, SWEEP, SHOW, PLOT, EXPORT, EXPECT, ACCEPT,

    // Clause words: names everywhere but in their clause.
    WHERE, FREE, ON, OVER, WITHIN, SUBJECT, TO, BECAUSE, MINIMIZE, MAXIMIZE, KEEP, KEY, PER,

    // Reserved words.
    LET, IN, AND, OR, NOT, IF, THEN, ELSE, AS, BY, WITH, TRUE, FALSE, MISSING,

    // A `let` that begins an item, and the unit behind a number with its tail.
    LET_ITEM, UNIT
}

// Signs.

LPAREN        : '(';
RPAREN        : ')';
LBRACK        : '[';
RBRACK        : ']';
LBRACE        : '{';
RBRACE        : '}';
COMMA         : ',';
COLON         : ':';
DOT           : '.';
RANGE         : '..';
ARROW         : '->';
TILDE         : '~';
QUESTION      : '?';
ASSIGN        : '=';
EQUAL         : '==';
UNEQUAL       : '!=';
LESS          : '<';
AT_MOST       : '<=';
GREATER       : '>';
AT_LEAST      : '>=';
PLUS          : '+';
MINUS         : '-';
STAR          : '*';
SLASH         : '/';
CARET         : '^';
PLUS_OR_MINUS : '±' | '+/-';

// Literals and names.

NUMBER      : Amount '%'?;
MONEY       : '$' Amount;
TEXT        : '"' TextCharacter* '"';
NAME        : Letter (Letter | Digit)*;
QUOTED_NAME : '`' ~[`\r\n]+ '`';

// Layout.

DOC_COMMENT : '##' (~[#\r\n] ~[\r\n]*)? -> channel(HIDDEN);
COMMENT     : '#' ~[\r\n]*              -> channel(HIDDEN);
LINE_BREAK  : '\r'? '\n'                -> channel(HIDDEN);
BLANK       : [ \t\u00A0\uFEFF]+        -> skip;

// What no study may hold; the token filter says so.

UNCLOSED_TEXT : '"' TextCharacter* '\\'?;
UNCLOSED_NAME : '`' ~[`\r\n]*;
STRAY         : .;

fragment Amount        : Digits ('.' Digits)? ([eE] [+\-]? Digits | [KMBT])?;
fragment Digits        : Digit+ ('_' Digit+)*;
fragment Digit         : [0-9];
fragment Letter        : [a-zA-Z_] | ~[\u0000-\u007F\u00A0±\uFEFF];
fragment TextCharacter : ~["\\\r\n] | '\\' ~[\r\n];
