package explain

import (
	"errors"
	"fmt"

	"github.com/oss403/oss403/harness/internal/explain/lang"
)

// problem is an error about a text that was pasted.
type problem struct {
	says string
	args []any
}

// problemf makes an error that can be said in every language.
func problemf(says string, args ...any) error { return &problem{says, args} }

// Error says the problem in English.
func (p *problem) Error() string {
	if len(p.args) == 0 {
		return p.says
	}
	return fmt.Sprintf(p.says, p.args...)
}

// SayError says what is wrong with a text, without secrets.
func SayError(err error, in lang.Language) string {
	var p *problem
	if !errors.As(err, &p) {
		return Shown(in.Say(err.Error()))
	}
	var args []any
	for _, arg := range p.args {
		if cause, ok := arg.(error); ok {
			arg = SayError(cause, in)
		}
		args = append(args, arg)
	}
	return Shown(in.Say(p.says, args...))
}
