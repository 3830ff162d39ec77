/*
 * The words of a study. What depends on the place of a word is decided by the token filter between lexer and parser:
 * an item word that begins no item becomes a NAME, a NAME behind a number becomes a UNIT.
 */

// $antlr-format alignTrailingComments true, columnLimit 140, minEmptyLines 1, maxEmptyLinesToKeep 1, reflowComments false
// $antlr-format alignColons hanging, alignSemicolons hanging, allowShortRulesOnASingleLine true, singleLineOverrulesHangingColon true

lexer grammar StudyLexer;

tokens {
    LET_ITEM, // a `let` that begins an item
    UNIT      // the unit behind a number, tail included
}

// Item words: keywords only where an item begins.

STUDY      : 'study';
USE        : 'use';
UNIT_ITEM  : 'unit';
INPUT      : 'input';
DATA       : 'data';
LAW        : 'law';
FIT        : 'fit';
CONSTRAINT : 'constraint';
BUDGET     : 'budget';
ALLOCATE   : 'allocate';
SWEEP      : 'sweep';
SHOW       : 'show';
PLOT       : 'plot';
EXPORT     : 'export';
EXPECT     : 'expect';
ACCEPT     : 'accept';

// Clause words: names everywhere but in their clause.

WHERE    : 'where';
FREE     : 'free';
ON       : 'on';
OVER     : 'over';
WITHIN   : 'within';
SUBJECT  : 'subject';
TO       : 'to';
BECAUSE  : 'because';
MINIMIZE : 'minimize';
MAXIMIZE : 'maximize';
KEEP     : 'keep';
KEY      : 'key';
PER      : 'per';

// Reserved words.

LET     : 'let';
IN      : 'in';
AND     : 'and';
OR      : 'or';
NOT     : 'not';
IF      : 'if';
THEN    : 'then';
ELSE    : 'else';
AS      : 'as';
BY      : 'by';
WITH    : 'with';
TRUE    : 'true';
FALSE   : 'false';
MISSING : 'missing';

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
fragment Letter        : [\p{L}_];
fragment TextCharacter : ~["\\\r\n] | '\\' ~[\r\n];
