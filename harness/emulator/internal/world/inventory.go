package world

import (
	"slices"
	"strings"
)

// An Inventory says which lists of its objects a bucket is to have. Immutable.
// https://help.aliyun.com/zh/oss/user-guide/bucket-inventory
type Inventory struct {
	ID   string
	Text string // the elements of its configuration, as they were given
}

// InventoryAt is the place of the inventory of that id, or the one where it
// would stand, and whether there is one.
func (b *Bucket) InventoryAt(id string) (at int, known bool) {
	return slices.BinarySearchFunc(b.Inventories, id, func(i Inventory, id string) int { return strings.Compare(i.ID, id) })
}
