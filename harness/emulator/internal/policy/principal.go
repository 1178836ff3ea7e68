package policy

import (
	"errors"
	"fmt"
)

// A Principal names callers. In a trust policy they may assume the role; in a bucket policy the
// statement covers them.
// https://www.alibabacloud.com/help/en/ram/user-guide/policy-elements
type Principal struct {
	Kind string // in a trust policy RAM, Service or Federated; in a bucket policy OSS
	Name string // for RAM acs:ram::UID:root, :user/NAME or :role/NAME
}

// readPrincipals reads {"RAM": [...], "Service": [...], "Federated": [...]}.
func readPrincipals(value any) ([]Principal, error) {
	kinds, ok := value.([]member)
	if !ok {
		return nil, errors.New("Principal must be an object")
	}
	var principals []Principal
	for _, kind := range kinds {
		switch kind.name {
		case "RAM", "Service", "Federated":
		default:
			return nil, fmt.Errorf("%q is no kind of principal", kind.name)
		}
		names, err := readStrings(kind)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			principals = append(principals, Principal{kind.name, name})
		}
	}
	return principals, nil
}
