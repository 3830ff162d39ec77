/*
 * The grammar of a study, and of a single expression. Deep recursion is cut off by the parser that extends this one.
 */

// $antlr-format alignTrailingComments true, columnLimit 140, minEmptyLines 1, maxEmptyLinesToKeep 1, reflowComments false
// $antlr-format alignColons hanging, alignSemicolons hanging, allowShortRulesOnASingleLine true, singleLineOverrulesHangingColon true

parser grammar StudyParser;

options {
    tokenVocab = StudyLexer;
}

study
    : item* EOF
    ;

expression
    : expr EOF
    ;

// Items.

item
    : header
    | use
    | unitItem
    | input
    | let
    | data
    | law
    | fit
    | constraint
    | budget
    | allocate
    | sweep
    | show
    | plot
    | export
    | expect
    | accept
    ;

header
    : STUDY TEXT record?
    ;

use
    : USE (name (DOT name)* (DOT STAR)? | TEXT) (WITH record)? (AS name)?
    ;

unitItem
    : UNIT_ITEM name (COLON unit | ASSIGN expr)?
    ;

input
    : INPUT name (COLON unit)? ASSIGN expr
    ;

let
    : LET_ITEM name (COLON unit | params (ARROW unit)?)? ASSIGN expr (WHERE local (COMMA local)*)?
    ;

data
    : DATA name params? ASSIGN expr columns?
    ;

law
    : LAW name (params (ARROW unit)?)? ASSIGN expr (WHERE clause (COMMA clause)*)? record?
    ;

fit
    : FIT name params? ASSIGN expr TILDE postfix ON expr record?
    ;

constraint
    : CONSTRAINT name params? ASSIGN expr
    ;

budget
    : BUDGET name params? ASSIGN record
    ;

allocate
    : ALLOCATE name params? ASSIGN (MINIMIZE | MAXIMIZE) expr OVER variable (COMMA variable)* within? conditions? record?
    ;

within
    : WITHIN postfix (COMMA postfix)*
    ;

conditions
    : SUBJECT TO expr (COMMA expr)*
    ;

sweep
    : SWEEP name params? ASSIGN OVER axis (COMMA axis)* columns
    ;

show
    : SHOW expr (COMMA expr)*
    ;

plot
    : PLOT expr (COMMA expr)* (TO TEXT)? record?
    ;

export
    : EXPORT expr TO TEXT
    ;

expect
    : EXPECT expr (BECAUSE TEXT)?
    ;

accept
    : ACCEPT names (IN names)? BECAUSE TEXT
    ;

// Parts of items.

params
    : LPAREN (param (COMMA param)* COMMA?)? RPAREN
    ;

param
    : name parts? (COLON unit)?
    ;

parts
    : LBRACK names RBRACK
    ;

names
    : name (COMMA name)*
    ;

local
    : name ASSIGN expr
    ;

clause
    : local
    | coefficient (COMMA coefficient)* bound
    ;

coefficient
    : name parts?
    ;

bound
    : (LESS | AT_MOST | GREATER | AT_LEAST) sum
    | IN range
    | FREE
    ;

variable
    : name parts? (COLON unit | IN range)
    ;

axis
    : name IN range
    ;

record
    : LBRACE (entry COMMA?)* RBRACE
    ;

entry
    : name COLON expr
    ;

columns
    : LBRACE (column COMMA?)* RBRACE
    ;

column
    : LET name ASSIGN expr
    | KEEP expr
    | KEY name
    | PER names
    | name parts? (COLON unit QUESTION? (ASSIGN expr)? | ASSIGN expr)
    ;

// Units.

unit
    : factor ((SLASH | STAR) factor)*
    ;

factor
    : name (CARET MINUS? NUMBER)?
    | NUMBER
    ;

// Expressions, loosest first.

expr
    : IF expr THEN expr ELSE expr
    | either (AS unit)?
    ;

either
    : both (OR both)*
    ;

both
    : negated (AND negated)*
    ;

negated
    : NOT negated
    | comparison
    ;

comparison
    : range (IN range | ((LESS | AT_MOST | GREATER | AT_LEAST | EQUAL | UNEQUAL) range)+)?
    ;

range
    : spread (RANGE spread (BY spread)?)?
    ;

spread
    : sum (PLUS_OR_MINUS sum)?
    ;

sum
    : product ((PLUS | MINUS) product)*
    ;

product
    : signed ((STAR | SLASH) signed)*
    ;

signed
    : MINUS signed
    | power
    ;

power
    : adjusted (CARET signed)?
    ;

adjusted
    : postfix (WITH postfix)*
    ;

postfix
    : (NUMBER | MONEY) UNIT?
    | primary access*
    ;

access
    : DOT word
    | LPAREN (argument (COMMA argument)* COMMA?)? RPAREN
    | LBRACK expr (COMMA expr)* RBRACK
    ;

argument
    : (word COLON)? expr
    ;

primary
    : name
    | TEXT
    | TRUE
    | FALSE
    | MISSING
    | list
    | record
    | LPAREN expr RPAREN
    ;

list
    : LBRACK (expr (COMMA expr)* COMMA?)? RBRACK
    ;

// Names.

name
    : NAME
    | QUOTED_NAME
    | WHERE
    | FREE
    | ON
    | OVER
    | WITHIN
    | SUBJECT
    | TO
    | BECAUSE
    | MINIMIZE
    | MAXIMIZE
    | KEEP
    | KEY
    | PER
    ;

word
    : name
    | LET
    | IN
    | AND
    | OR
    | NOT
    | IF
    | THEN
    | ELSE
    | AS
    | BY
    | WITH
    | TRUE
    | FALSE
    | MISSING
    ;
